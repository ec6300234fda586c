/** Endpoints are withdrawn everywhere within this time after a pod began to stop; until then it must go on serving. */
export const PRE_STOP_SECONDS = 5;

/** Time between the end of the longest stream and SIGKILL, for closing connections and files. */
const SLACK_SECONDS = 5;

/** An engine frees its GPUs after the last stream; on AMD's, vLLM itself allows so long for it. */
export const ENGINE_SLACK_SECONDS = 15;

/** `terminationGracePeriodSeconds` that lets a stream of that length end. */
export const graceFor = (drainSeconds: number, slackSeconds = SLACK_SECONDS): number =>
  PRE_STOP_SECONDS + drainSeconds + slackSeconds;

/** Time that the app itself takes around the LLM's answer: embedding and search before it, the last words after. */
const APP_SECONDS = 30;

/** How long a whole answer of the app may take: what stands in front of it must wait as long. */
export const longestAnswer = (drainSeconds: number): number => drainSeconds + APP_SECONDS;

/** How long a WebSocket may be silent before a proxy ends it: its page is still shown. */
export const SOCKET_SILENCE_SECONDS = 3600;
