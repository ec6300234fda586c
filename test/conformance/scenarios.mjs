// What is asked, in every language the same; with what JavaScript's clients need beside it.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const scenarios = JSON.parse(readFileSync(new URL('scenarios.json', import.meta.url), 'utf8'));

/** `schema` of the scenarios, as the clients want it. */
export const City = z.object({
  name: z.string(),
  population: z.int(),
  coastal: z.boolean(),
  districts: z.array(z.string()),
});

export const Place = z.object({ city: z.string() });

/** The tool itself. */
export const weather = ({ city }) => `The weather in ${city} is sunny.`;
