import type { WorkloadProps } from '../props/workload-props';
import type { Model } from '../values/model';
import { checksum } from './checksum';
import { DNS, internet, policyOf } from './edges';
import { planImage } from './image';
import { jobIdentity, jobMeta, JobPlan } from './job';
import { ModelCacheFacts } from './model-cache-facts';
import { ContainerPlan, EdgePlan, EnvPlan, PolicyPlan, StringMap, VolumePlan } from './objects';
import { planPod, programCommand } from './pod';
import { Problems } from './problems';
import { planResources } from './quantities';
import { secretEnv } from './secret-env';
import { ProgramRef, Site } from './site';
import { edgeTo } from './url-edge';

/** The Job that downloads a model once, and what it may reach. */
export interface ModelDownloadPlan {
  readonly job: JobPlan;
  readonly policy: PolicyPlan;
  /** Labels of the pods that wait for it. */
  readonly serverLabels: StringMap;
}

interface DownloadContainer {
  readonly container: ContainerPlan;
  readonly program: ProgramRef;
  readonly volume: VolumePlan;
  readonly egress: readonly EdgePlan[];
}

const HUB = 'https://huggingface.co';

/** A model and revision have a folder of their own on a volume: who changes them finds the old ones untouched. */
export function modelFolder({ id, revision = 'main', ggufFile }: Model): string {
  const name = [id, revision, ...(ggufFile === undefined ? [] : [ggufFile])].join('--').replace(/\//g, '--');
  return name.length <= 100 ? name : `${name.slice(0, 91)}-${checksum(name).slice(0, 8)}`;
}

export function planDownload(
  problems: Problems,
  site: Site,
  props: WorkloadProps,
  volume: VolumePlan,
  facts: ModelCacheFacts,
): ModelDownloadPlan {
  const { nodeSelector, tolerations, priorityClassName } = props;
  const owner = facts.identity;
  const identity = { ...jobIdentity(owner, 'download-model', '-download'), serviceAccount: owner.serviceAccount };
  const { container, program, volume: app, egress } = downloadContainer(problems, site, volume.name, facts);
  const serverLabels = { 'cdk8s-llm/model': checksum(modelFolder(facts.model)).slice(0, 8) };
  const shared = String(facts.cache.options.accessMode) === 'ReadWriteMany';
  const pod = planPod(
    problems,
    site,
    identity,
    { nodeSelector, tolerations, priorityClassName },
    {
      user: facts.user,
      group: facts.group,
      graceSeconds: 5,
      tolerations: facts.tolerations,
      // A volume for one node is bound to, and attached at, the node where the server found its GPUs.
      near: shared ? undefined : { ...owner.selector, ...serverLabels },
      deadlineSeconds: facts.downloadSeconds,
      volumes: [volume, app],
      containers: [container],
    },
  );
  return {
    serverLabels,
    job: { meta: jobMeta(identity, pod, program), pod, retries: 20 },
    policy: policyOf(identity, { egress: [DNS, ...egress] }),
  };
}

/** Also an init container, where each pod downloads for itself. */
export function downloadContainer(
  problems: Problems,
  site: Site,
  models: string,
  { cache, model, identity, program: programOf }: ModelCacheFacts,
): DownloadContainer {
  const { endpoint = HUB, hfToken, removeOthers } = cache.options;
  const program = programOf();
  const env: EnvPlan[] = [
    { name: 'MODEL', value: model.id },
    { name: 'REVISION', value: model.revision ?? 'main' },
    { name: 'MODEL_FOLDER', value: modelFolder(model) },
    ...(model.ggufFile === undefined ? [] : [{ name: 'MODEL_FILE', value: model.ggufFile }]),
    { name: 'HF_ENDPOINT', value: endpoint },
    ...(removeOthers ? [{ name: 'REMOVE_OTHERS', value: 'true' }] : []),
    ...secretEnv(problems, 'cache.hfToken', 'HF_TOKEN', hfToken),
  ];
  return {
    program,
    volume: { name: program.name, configMap: program.configMap },
    egress: [edgeTo(endpoint, identity.namespace) ?? internet(443)],
    container: {
      name: 'download-model',
      image: planImage(problems, 'nodeImage', site.platform.nodeImage, site.platform.registryMirror),
      command: programCommand(program),
      ports: [],
      env,
      resources: planResources(problems, undefined, { cpuRequest: 100, memoryRequest: 128, memoryLimit: 512 }),
      mounts: [
        { volume: models, path: '/models' },
        { volume: program.name, path: '/app', readOnly: true },
      ],
    },
  };
}
