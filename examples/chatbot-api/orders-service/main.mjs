/** Another team's service: what each customer ordered, one sentence an order. GET /customers/7/orders */
import { createServer } from 'node:http';

const stations =
  `Riga Vilnius Warsaw Lodz Poznan Berlin Leipzig Dresden Prague Brno Vienna Graz Maribor Zagreb Rijeka Trieste
  Venice Padua Verona Milan Turin Lyon Dijon Nancy Metz Luxembourg Namur Brussels Ghent Bruges Lille Amiens Rouen Caen Rennes
  Nantes Angers Tours Orleans Bourges Limoges Bordeaux Bayonne Bilbao Burgos Madrid Toledo Cordoba Seville Lisbon`.split(
    /\s+/,
  );

const orders = {
  7: [
    'The lamp was delivered on Monday.',
    'The kettle waits in the warehouse for its lid.',
    `The parcel with the atlas came by way of ${stations.join(', ')}.`,
  ],
};

// Clients let go of an idle connection after five seconds, as Node does: one of the two must be more patient.
const server = createServer({ keepAliveTimeout: 65_000 }, ({ url }, response) => {
  const customer = /^\/customers\/(\d+)\/orders$/.exec(url)?.[1];
  response.writeHead(customer || url === '/health' ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(customer ? (orders[customer] ?? []) : {}));
});
server.listen(3000);
process.on('SIGTERM', () => server.close());
