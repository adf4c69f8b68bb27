import { expect, test } from "@playwright/test";
import { throughSleep } from "./through-sleep";

const WALL = 1_700_000_000_000;

/** A machine whose sleep its monotonic clock counts or not, as that of its system does. */
function setUp() {
  const clocks = { monotonic: 0, wall: WALL };
  const now = throughSleep(
    () => clocks.monotonic,
    () => clocks.wall,
  );
  return {
    now,
    pass(ms: number) {
      clocks.monotonic += ms;
      clocks.wall += ms;
    },
    setWall(ms: number) {
      clocks.wall += ms;
    },
  };
}

test("what a machine slept counts, each time and once", () => {
  const { now, pass, setWall } = setUp();
  pass(1000);
  expect(now()).toBe(1000);
  // Asleep, only the wall clock goes.
  setWall(600_000);
  expect(now()).toBe(601_000);
  pass(5000);
  expect(now()).toBe(606_000);
  setWall(60_000);
  pass(1000);
  expect(now()).toBe(667_000);
  expect(now()).toBe(667_000);
});

test("where the monotonic clock counts sleep by itself, it is not counted twice", () => {
  const { now, pass } = setUp();
  pass(600_000);
  expect(now()).toBe(600_000);
});

test("a wall clock that is set back, or by a little, changes nothing", () => {
  const { now, pass, setWall } = setUp();
  for (const ms of [-3_600_000, 9_999, -500, 10_000]) {
    setWall(ms);
    pass(1000);
    now();
  }
  expect(now()).toBe(4000);
  setWall(10_001);
  expect(now()).toBe(14_001);
});
