/** Endpoints are withdrawn everywhere within this time after a pod began to stop; until then it must go on serving. */
export const PRE_STOP_SECONDS = 5;

/** Time between the end of the longest stream and SIGKILL, for closing connections and files. */
const SLACK_SECONDS = 5;

/** `terminationGracePeriodSeconds` that lets a stream of that length end. */
export const graceFor = (drainSeconds: number): number => PRE_STOP_SECONDS + drainSeconds + SLACK_SECONDS;
