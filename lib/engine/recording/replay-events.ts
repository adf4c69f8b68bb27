/** What a picture is of: where the tab is, and how large. */
export type Scene = { href: string; width: number; height: number };

export type ReplayEvent = { type: number; data: object };

/** rrweb's numbers, which are what Browserbase's `recording` answers in. */
const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;
const META = 4;
const MUTATION = 0;
const NODE = { document: 0, doctype: 1, element: 2 } as const;
const PICTURE_ID = 6;

/**
 * The rrweb events that show a picture: a page that consists of it, or, if the last one was of the same page and size, its
 * picture put in place of the last. Any rrweb player plays them, and they need no script in the page that is recorded.
 */
export function replayEvents(jpegBase64: string, scene: Scene, last: Scene | undefined): ReplayEvent[] {
  const { href, width, height } = scene;
  const src = `data:image/jpeg;base64,${jpegBase64}`;
  if (last && last.href === href && last.width === width && last.height === height) {
    const attributes = [{ id: PICTURE_ID, attributes: { src } }];
    return [{ type: INCREMENTAL, data: { source: MUTATION, texts: [], attributes, removes: [], adds: [] } }];
  }
  return [
    { type: META, data: { href, width, height } },
    { type: FULL_SNAPSHOT, data: { node: toDocument(src), initialOffset: { top: 0, left: 0 } } },
  ];
}

function toDocument(src: string) {
  const element = (id: number, tagName: string, attributes: object, childNodes: object[]) => {
    return { type: NODE.element, id, tagName, attributes, childNodes };
  };
  const picture = element(PICTURE_ID, "img", { src, style: "display: block; width: 100%; height: 100%" }, []);
  const body = element(5, "body", { style: "margin: 0; height: 100vh" }, [picture]);
  const doctype = { type: NODE.doctype, id: 2, name: "html", publicId: "", systemId: "" };
  const html = element(3, "html", {}, [element(4, "head", {}, []), body]);
  return { type: NODE.document, id: 1, childNodes: [doctype, html] };
}
