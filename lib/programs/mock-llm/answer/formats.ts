/** Texts of the formats that JSON schemas name; `turn` tells those of one array apart. */
export const FORMATS: Readonly<Record<string, (turn: number) => string>> = {
  'date-time': (turn) => `${date(turn)}T00:00:00Z`,
  date: (turn) => date(turn),
  time: (turn) => `${two(turn % 24)}:00:00Z`,
  duration: (turn) => `P${turn + 1}D`,
  email: (turn) => `user${turn + 1}@example.com`,
  hostname: (turn) => `host${turn + 1}.example.com`,
  ipv4: (turn) => `192.0.2.${(turn % 254) + 1}`,
  ipv6: (turn) => `2001:db8::${(turn % 9_999) + 1}`,
  uri: (turn) => `https://example.com/${turn + 1}`,
  uuid: (turn) => `00000000-0000-4000-8000-${String(turn + 1).padStart(12, '0')}`,
};

const two = (value: number): string => String(value).padStart(2, '0');
const date = (turn: number): string => `2025-01-${two((turn % 28) + 1)}`;
