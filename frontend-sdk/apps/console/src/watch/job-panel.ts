import type { Job, SluiceClient, Task, Video } from "@sluice/client";
import { ProgressBar } from "../ui/controls.js";
import { fill, h, setText } from "../ui/dom.js";
import { jobInWords, taskKindInWords, taskStateInWords } from "../words.js";

/** What the transcoder does, or did, for the video: one line per kind of task, one cell per task. */
export class JobPanel {
  readonly element = h("section", { class: "panel", "aria-labelledby": "job", hidden: true });
  readonly #client: SluiceClient;
  readonly #videoId: string;
  readonly #sentence = h("p", { class: "job-sentence" });
  readonly #lines = h("ul", { class: "tasks", role: "list" });
  readonly #kinds = new Map<string, TaskLine>();
  #job: Job | undefined;

  constructor(client: SluiceClient, videoId: string) {
    this.#client = client;
    this.#videoId = videoId;
    fill(this.element, h("h2", { id: "job" }, "Processing"), this.#sentence, this.#lines);
  }

  async refresh(video: Video, signal: AbortSignal): Promise<void> {
    if (video.state === "WAITING" || this.#isSettledFor(video)) {
      return;
    }
    const jobId = this.#job?.id ?? (await this.#newestJob(signal))?.id;
    if (jobId !== undefined) {
      this.#show(await this.#client.jobs.getJob({ jobId }, { signal }));
    }
  }

  #isSettledFor(video: Video): boolean {
    const final = this.#job?.state === "COMPLETED" || this.#job?.state === "FAILED";
    return final && video.state !== "PROCESSING";
  }

  async #newestJob(signal: AbortSignal): Promise<Job | undefined> {
    return (await this.#client.jobs.listJobs({ videoId: this.#videoId, limit: 1 }, { signal })).items[0];
  }

  #show(job: Job): void {
    this.#job = job;
    this.element.hidden = false;
    this.element.classList.toggle("unsettled", job.state === "PENDING" || job.state === "RUNNING");
    setText(this.#sentence, jobInWords(job));
    for (const kind of new Set(job.tasks?.map((task) => task.kind))) {
      let line = this.#kinds.get(kind);
      if (line === undefined) {
        line = new TaskLine(taskKindInWords(kind));
        this.#kinds.set(kind, line);
        this.#lines.append(line.element);
      }
      const tasks = job.tasks?.filter((task) => task.kind === kind) ?? [];
      line.show(tasks.sort((a, b) => a.ordinal - b.ordinal));
    }
  }
}

/** All tasks of a kind. */
class TaskLine {
  readonly element: HTMLElement;
  readonly #count = h("span", { class: "task-count" });
  readonly #progress: ProgressBar;
  readonly #cells = h("div", { class: "cells", "aria-hidden": "true" });
  readonly #trouble = h("p", { class: "task-trouble" });

  constructor(name: string) {
    this.#progress = new ProgressBar(name);
    this.element = h(
      "li",
      { class: "task-line" },
      h("div", { class: "task-head" }, h("span", {}, name), this.#count),
      this.#progress.element,
      this.#cells,
      this.#trouble,
    );
  }

  show(tasks: Task[]): void {
    const done = tasks.filter(({ state }) => state === "COMPLETED").length;
    const [only] = tasks;
    const words =
      tasks.length === 1 && only !== undefined ? taskStateInWords(only.state) : `${done} of ${tasks.length} done`;
    setText(this.#count, words);
    this.#progress.value =
      tasks.reduce((sum, { state, progress }) => sum + (state === "COMPLETED" ? 100 : progress), 0) / tasks.length;
    this.#cells.hidden = tasks.length < 2;
    this.#progress.element.hidden = tasks.length >= 2;
    if (tasks.length >= 2) {
      fill(this.#cells, ...tasks.map(cell));
    }
    setText(this.#trouble, troubleOf(tasks));
  }
}

function cell(task: Task): HTMLElement {
  const state = taskStateInWords(task.state);
  return h("i", {
    class: "cell",
    "data-state": task.state,
    title: `${task.ordinal + 1}: ${state}${task.attempt > 1 ? `, attempt ${task.attempt}` : ""}`,
  });
}

function troubleOf(tasks: Task[]): string {
  const failed = tasks.find(({ state }) => state === "FAILED");
  if (failed?.error !== undefined) {
    return failed.error.message;
  }
  const repeated = tasks.filter(({ attempt }) => attempt > 1).length;
  return repeated === 0 ? "" : `${repeated === 1 ? "One was" : `${repeated} were`} taken up again after a failure.`;
}
