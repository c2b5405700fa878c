// Reads the parts that the page carries. Long parts are deflated; the browser inflates them.
import { byId } from "./dom.js";

/** The value of one data part, or null where this browser cannot inflate it. */
export async function part(name) {
  const node = byId(`rasd-${name}`);
  if (node.type === "application/json") return JSON.parse(node.textContent);
  if (typeof DecompressionStream === "undefined") return null;
  const bytes = Uint8Array.from(atob(node.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** What the page knows; filled once by `main`. */
export const data = { documents: [], events: [], figures: [], issues: [], texts: {}, byId: new Map() };
