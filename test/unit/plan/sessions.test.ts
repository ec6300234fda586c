import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { AppAuth } from '../../../lib/values/app-auth';
import { AppPreset } from '../../../lib/values/app-preset';
import { Exposure } from '../../../lib/values/exposure';
import { planApp } from './web-app';

const gateway = Exposure.gateway({ host: 'chat.a.io', gateway: 'public' });
const stay = 'a browser must stay with its pod, and ';
const byGateway = `${stay}the Gateway API has no word for that yet: keep one pod, or use what the Gateway brings for it`;
const byIngress = `${stay}how the controller does that is not known for this "className": say it in "exposure.ingress.annotations"`;
const preset = AppPreset.streamlit();
const warns = test.each<[string, LlmWebAppProps, string[]]>;

warns([
  ['pods behind a Gateway', { preset, replicas: 2, exposure: gateway }, [byGateway]],
  ['one pod behind a Gateway', { preset, exposure: gateway }, []],
  ['pods without sessions behind a Gateway', { replicas: 2, exposure: gateway }, []],
  [
    'pods behind a class that nobody knows',
    { preset, replicas: 2, exposure: Exposure.ingress({ host: 'a.io' }) },
    [byIngress],
  ],
  ['one pod behind it', { preset, exposure: Exposure.ingress({ host: 'a.io' }) }, []],
  [
    'pods behind it, with annotations',
    { preset, replicas: 2, exposure: Exposure.ingress({ host: 'a.io', annotations: { 'a.io/sticky': 'yes' } }) },
    [],
  ],
  [
    'pods behind a class that is known',
    { preset, replicas: 2, exposure: Exposure.ingress({ host: 'a.io', className: 'nginx' }) },
    [],
  ],
  ['pods behind a load balancer', { preset, replicas: 2, exposure: Exposure.loadBalancer() }, []],
])('sessions and %s', (_, props, warnings) => {
  expect(planApp({ ...props, auth: AppAuth.none() }).warnings).toEqual(warnings);
});
