/** Answers the measuring process over IPC, each question by its name, and `cpuUs` with the processor time used; ends when the link does. */
export function answering(answers: Record<string, (about: number) => unknown>): void
