import type { ILlmBackend } from '../props/llm-backend';
import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { dashboard, Panel } from './dashboard';
import { Identity } from './identity';
import { trafficPanels } from './inference-panels';
import { Part } from './part';
import { Problems } from './problems';
import { planBoard, planScrape, ScrapePlan } from './scrape';

export interface ServiceMonitorPlan extends ScrapePlan {
  /** Whether a login stands between the Service and the app: the pods' own port is scraped then. */
  readonly pastService: boolean;
}

/** A ServiceMonitor, the edge that lets Prometheus in, and the dashboard that reads what it scraped. */
export function planMonitoring(
  problems: Problems,
  identity: Identity,
  props: LlmWebAppProps,
  port: number,
  pastService: boolean,
): { readonly serviceMonitor?: ServiceMonitorPlan; readonly part: Part } {
  const { monitoring, llm } = props;
  if (!monitoring) return { part: {} };
  const { scrape, edge } = planScrape(problems, identity, monitoring, port);
  const panels = () => [
    ...(props.image === undefined ? chatAppPanels(identity) : []),
    ...(llm ? llmPanels(identity, llm) : []),
  ];
  return {
    serviceMonitor: { ...scrape, pastService },
    part: { ingress: [edge], configMaps: planBoard(identity, monitoring, () => dashboard(identity, panels())) },
  };
}

function chatAppPanels({ namespace, serviceName }: Identity): Panel[] {
  const app = `namespace="${namespace}",service="${serviceName}"`;
  return [
    {
      title: 'Upstreams that answer',
      unit: 'short',
      queries: { '{{upstream}}': `min by (upstream) (chat_app_upstream_up{${app}})` },
    },
    {
      title: 'Questions and errors per second',
      unit: 'reqps',
      queries: {
        questions: `sum(rate(chat_app_questions_total{${app}}[5m]))`,
        errors: `sum(rate(chat_app_errors_total{${app}}[5m]))`,
      },
    },
  ];
}

/** What matters to the app, whichever server it has: vLLM, or the mock, which speaks as vLLM does. */
function llmPanels({ namespace }: Identity, { servedModelName, peer }: ILlmBackend): Panel[] {
  const scope = { namespace: peer.namespace ?? namespace, servedModelName };
  return trafficPanels({ engine: 'vllm', scope });
}
