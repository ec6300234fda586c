import { LlmWebApp, type LlmWebAppProps } from '../../../lib';
import { refusal, verdict } from '../plan/site';
import { neighbours } from '../plan/web-app';
import { synth } from '../synth';

const judged = (props: LlmWebAppProps) =>
  verdict(() =>
    synth((chart) => new LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', services: neighbours, ...props })),
  );
const tooLong = (title: string, bytes: number) =>
  refusal(
    'LlmWebApp',
    [
      `${title} is too long: kubectl apply keeps a copy of it in its annotations, which are then ${bytes} bytes of at most 260000`,
    ],
    'chatbot/web',
  );

/** The API server was seen to take 260000, and to refuse 262144. */
test('an object is as long as kubectl apply can keep a copy of it', () => {
  const bytes = (length: number) => Number(/then (\d+) bytes/.exec(judged({ args: ['x'.repeat(length)] }))?.[1]);
  const around = bytes(300_000) - 300_000;
  expect(judged({ args: ['x'.repeat(260_000 - around)] })).toBe('accepted');
  expect(judged({ args: ['x'.repeat(260_001 - around)] })).toBe(tooLong('Deployment "chatbot-web"', 260_001));
});

test('what JSON writes with more than one letter counts as that', () => {
  const files = (text: string) => judged({ files: { '/etc/x': text } });
  expect(files('x'.repeat(199_000))).toBe('accepted');
  expect(files('"'.repeat(199_000))).toContain('ConfigMap "chatbot-web-files" is too long');
  expect(files('<'.repeat(60_000))).toContain('ConfigMap "chatbot-web-files" is too long');
});
