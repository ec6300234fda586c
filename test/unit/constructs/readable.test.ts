import { type LlmChart, LlmWebApp, type LlmWebAppProps } from '../../../lib';
import { verdict } from '../plan/site';
import { neighbours } from '../plan/web-app';
import { parse, synth } from '../synth';
import { Yaml } from 'cdk8s';

const write = (chart: LlmChart, props: LlmWebAppProps) =>
  new LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', services: neighbours, ...props });
const judged = (props: LlmWebAppProps) => verdict(() => synth((chart) => write(chart, props)));
const refusal = (...problems: string[]) =>
  `chatbot/web (LlmWebApp): ${problems.length} problem${problems.length > 1 ? 's' : ''}\n${problems.map((one) => `  - ${one}`).join('\n')}`;

/** What kubectl 1.34 was seen to read as a number, an error or another text from what cdk8s writes. */
const misread = test.each<[text: string, how: string]>;
const number = 'a number for this text';
const noCharacter = 'no such character';
const begins = 'no text of several lines that begins with a tab, or is blank,';

misread([
  ['0o17', number],
  ['-0O17', number],
  ['0X1F', number],
  ['0B1', number],
  ['0_x1f', number],
  ['1e5_', number],
  ['-_1', number],
  ['a\u2028b', noCharacter],
  ['\ufeffa', noCharacter],
  ['a\u0085', noCharacter],
  ['a\ud800', noCharacter],
  ['\ta\nb', begins],
  ['\n\tb', begins],
  [' \n', begins],
])('%j is refused as an argument', (text, how) => {
  const place = 'Deployment "chatbot-web".spec.template.spec.containers.0.args.0';
  expect(judged({ args: [text] })).toBe(refusal(`kubectl takes ${how} in ${place}: ${JSON.stringify(text)}`));
});

/** What kubectl 1.34 was seen to read as it is. */
const kept = ['0o18', '1_000', '0x1F', '1e3', '017', 'on', 'No', 'y', '~', '12:30:45', '.inf', '0x', '-', '0.1.2'];
const texts = [...kept, 'a\tb\n', 'a\n\tb', '\t', '  a\n b\n', 'é 😀', 'a\r\nb', "'", '"', '- a: b'];

test.each(texts)('%j is written so that every parser reads it back', (text) => {
  const [deployment] = synth((chart) => write(chart, { args: [text] })).filter(({ kind }) => kind === 'Deployment');
  expect(parse(Yaml.stringify(deployment))).toEqual([deployment]);
});

test('keys are looked at too, and all places are told at once', () => {
  expect(judged({ labels: { '0o7': 'x' }, nodeSelector: { disk: '0o7' } })).toContain(
    `kubectl takes ${number} in ServiceAccount "chatbot-web".metadata.labels: "0o7"`,
  );
  expect(judged({ nodeSelector: { disk: '0o7' }, args: [`${'x'.repeat(50)}\u2028`] })).toBe(
    refusal(
      `kubectl takes ${number} in Deployment "chatbot-web".spec.template.spec.nodeSelector.disk: "0o7"`,
      `kubectl takes ${noCharacter} in Deployment "chatbot-web".spec.template.spec.containers.0.args.0: "${'x'.repeat(37)}..."`,
    ),
  );
});
