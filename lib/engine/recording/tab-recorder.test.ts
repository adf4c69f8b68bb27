import { expect, test } from "@playwright/test";
import { FakeClock } from "../testing/fake-clock";
import { TabRecorder } from "./tab-recorder";

/** A tab that is drawn whenever it is looked at, which it notes. */
function newTab() {
  const clock = new FakeClock();
  const looks: number[] = [];
  const began = clock.now();
  let picture = "blank";
  const recorder: TabRecorder = new TabRecorder({
    clock,
    onFrame: () => true,
    send(method) {
      if (method === "Page.startScreencast") looks.push(clock.now() - began);
    },
  });
  const draw = () => {
    const metadata = { offsetTop: 0, pageScaleFactor: 1, deviceWidth: 800, deviceHeight: 600 };
    recorder.takeFrame({ data: picture, sessionId: 1, metadata });
  };
  return {
    recorder,
    looks,
    /** Draws what is looked at, once every half second. */
    pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 500) {
        draw();
        clock.advance(500);
      }
    },
    show(shown: string) {
      picture = shown;
    },
  };
}

test("a tab that shows something is looked at at once, and less and less often while it stands still", () => {
  const { recorder, looks, pass } = newTab();
  recorder.begin({ isBlank: false });
  pass(30_000);
  expect(looks).toEqual([0, 1_000, 3_000, 7_000, 15_000, 23_000]);
});

test("a blank tab is looked at after two seconds", () => {
  const { recorder, looks, pass } = newTab();
  recorder.begin({ isBlank: true });
  pass(2_500);
  expect(looks).toEqual([2_000]);
});

test("a blank tab in which something happens is looked at at once, and from then on as any other", () => {
  const { recorder, looks, pass } = newTab();
  recorder.begin({ isBlank: true });
  pass(500);
  recorder.stir();
  recorder.stir();
  pass(2_000);
  expect(looks).toEqual([500, 1_500]);
});

test("a tab that stood still and in which something happens is looked at within a second", () => {
  const { recorder, looks, pass, show } = newTab();
  recorder.begin({ isBlank: false });
  pass(8_000);
  show("red");
  recorder.stir();
  pass(2_500);
  expect(looks).toEqual([0, 1_000, 3_000, 7_000, 9_000, 10_000]);
});

test("a tab that is closed, or was never looked at, is not looked at any more", () => {
  for (const isBlank of [true, false]) {
    const { recorder, looks, pass } = newTab();
    recorder.begin({ isBlank });
    pass(500);
    recorder.stop();
    pass(10_000);
    expect(looks).toEqual(isBlank ? [] : [0]);
  }
});
