/**
 * What no reading of the engine tells, in the room where the calibration looks for it: all else follows from the model's shape,
 * the card and the version.
 */
export const FITTED = {
  /** MiB of CUDA graphs per layer: of decoding alone, of pieces between attention layers too, and with the second model runner. */
  firstEngineGraph: 8,
  secondEngineGraph: 17,
  secondRunnerGraph: 12,
  /** How much more a mixture of experts takes. */
  mixtureGraph: 1.75,
  /** GiB of workspaces and handles: before vLLM 0.7, which counted the driver's share too, before 0.21, and since. */
  firstWorkspace: 0.35,
  earlyWorkspace: 0.12,
  lateWorkspace: 0.26,
  /** GiB of NCCL between GPUs that are linked, by the square of their number, and between those that are not. */
  linkedChannels: 0.075,
  unlinkedChannels: 0.1,
};
