import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { namespace } from '../manifest/configuration';
import { networkPolicy } from '../manifest/network-policy';
import { planNamespace } from '../plan/namespace';
import { LlmChartProps } from '../props/llm-chart-props';
import { emit } from './emit';
import { Platform } from './platform';

/**
 * A chart whose output `kubectl apply -f dist` can read in its own order: the Namespace in a file that sorts first, the
 * texts of the embedded programs in a file of their own, then the objects of the app.
 */
export class LlmChart extends Chart {
  /**
   * The chart as an LlmChart, if it is one. cdk8s defines `instanceof` for charts, and every chart would pass.
   *
   * @internal
   */
  public static _tryCast(chart: Chart): LlmChart | undefined {
    return Object.prototype.isPrototypeOf.call(LlmChart.prototype, chart) ? (chart as LlmChart) : undefined;
  }

  private readonly app: Construct;
  private readonly props: LlmChartProps;
  private programChart?: Chart;

  /**
   * @param scope The App itself: cdk8s numbers nested charts and applies a parent after its children.
   * @throws if the id or the namespace is no DNS label.
   */
  constructor(scope: Construct, id: string, props: LlmChartProps = {}) {
    super(scope, id, { namespace: props.namespace ?? id, labels: props.labels });
    const plan = planNamespace(id, props);
    if (!App.of(this).node.children.includes(this))
      throw new Error(`${this.node.path} (LlmChart): must stand in the App itself`);
    this.app = scope;
    this.props = props;
    if (props.platform) Platform.attach(this, props.platform);
    if (props.createNamespace ?? true) {
      const file = new Chart(scope, `00-${id}-namespace`, { labels: props.labels });
      const cure = 'one chart makes the namespace; set "createNamespace" to false in the others';
      emit(file, 'namespace', namespace(plan.meta), cure);
      emit(file, 'default-deny', networkPolicy(plan.defaultDeny));
    }
  }

  /** The chart that holds the texts of the embedded programs: `10-<id>-programs.k8s.yaml`. */
  public get programs(): Chart {
    this.programChart ??= new Chart(this.app, `10-${this.node.id}-programs`, {
      namespace: this.namespace,
      labels: this.props.labels,
    });
    return this.programChart;
  }
}
