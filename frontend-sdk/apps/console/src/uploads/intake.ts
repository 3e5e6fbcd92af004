import type { SluiceClient } from "@sluice/client";
import { field } from "../ui/controls.js";
import { ask } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { logo } from "../ui/icons.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";
import type { UploadQueue } from "./upload-queue.js";

/** The button that lets files be chosen; a label, so that it needs no script to open the dialog. */
export function fileButton(text: Node[], queue: UploadQueue): HTMLElement {
  const input = h("input", {
    type: "file",
    multiple: true,
    accept: "video/*,audio/*,.mkv,.mxf,.ts,.m2ts",
    class: "visually-hidden",
    onchange: () => {
      queue.add(input.files ?? []);
      input.value = "";
    },
  });
  return h("label", { class: "button primary" }, input, ...text);
}

/** Takes files dropped anywhere on the page. */
export function acceptDrops(queue: UploadQueue, signal: AbortSignal): void {
  const veil = h(
    "div",
    { class: "drop-veil", "aria-hidden": "true" },
    h("div", {}, logo(), h("p", {}, "Drop to upload")),
  );
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener(
    "dragover",
    (event) => {
      if (hasFiles(event)) {
        event.preventDefault();
        document.body.append(veil);
      }
    },
    { signal },
  );
  addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget === null) {
        veil.remove();
      }
    },
    { signal },
  );
  addEventListener(
    "drop",
    (event) => {
      veil.remove();
      if (hasFiles(event)) {
        event.preventDefault();
        queue.add(event.dataTransfer?.files ?? []);
      }
    },
    { signal },
  );
}

/** Asks for an address and has the server fetch it; true if it will. */
export async function importByUrl(client: SluiceClient): Promise<boolean> {
  const address = h("input", {
    type: "url",
    required: true,
    pattern: "https?://.+",
    placeholder: "https://",
    maxlength: 2048,
  });
  const inputUrl = await ask(
    {
      title: "Import from a URL",
      body: [
        field("Address of the file", address),
        h("p", { class: "hint" }, "The server fetches it itself. Addresses inside its own network are refused."),
      ],
      action: "Import",
    },
    () => address.value,
  );
  if (inputUrl === undefined) {
    return false;
  }
  try {
    await client.uploads.createUpload({
      uploadCreate: { inputUrl, video: { title: nameIn(inputUrl), playbackPolicy: "SIGNED" } },
    });
    toast("The server is fetching the file.");
    return true;
  } catch (error) {
    toast(sentenceOf(error), "failure");
    return false;
  }
}

function nameIn(address: string): string {
  const url = new URL(address);
  const last = url.pathname.split("/").at(-1) ?? "";
  return (decoded(last).replace(/\.[A-Za-z0-9]{1,5}$/, "") || url.hostname).slice(0, 200);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
