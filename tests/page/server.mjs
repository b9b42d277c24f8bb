// Serves the page as unjam serve does: the shell and the assets that the C# code wrote into a folder, and scripted documents.
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { page, targets, tick } from "./scenario.mjs";

export const TOKEN = "test-token-0123456789";
const kindOf = { "4312-1": "blocked", "4313-1": "saturated", "4401-1": "healthy", "4402-1": "inconclusive" };

/**
 * @param folder holds shell.html, csp.txt and a/…
 * @param script replaces the documents: `(kind) => document`
 */
export function serve(folder, script = (kind) => page(kind)) {
  const csp = readFileSync(join(folder, "csp.txt"), "utf8").trim();
  const streams = new Set();
  const requests = [];
  let port = 0;
  let refuse = false;
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    requests.push(url.pathname + url.search);
    const head = { "Content-Security-Policy": csp, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store" };
    const send = (status, type, body) => response.writeHead(status, { ...head, "Content-Type": type }).end(body);
    if (url.pathname === "/") return send(200, "text/html; charset=utf-8", readFileSync(join(folder, "shell.html")));
    const file = join(folder, "a", url.pathname.slice(3));
    if (url.pathname.startsWith("/a/") && !url.pathname.includes("..") && existsSync(file)) {
      const type = file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : "image/svg+xml";
      response.writeHead(200, { ...head, "Content-Type": type });
      return createReadStream(file).pipe(response);
    }
    if (url.pathname !== "/api/stream") return send(404, "text/plain", "not here\n");
    if (refuse) return send(503, "text/plain", "not now\n");
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(401, "text/plain", "a token is needed\n");
    const key = url.searchParams.get("target");
    const kind = kindOf[key] ?? null;
    let now = 1790000000;
    response.writeHead(200, { ...head, "Content-Type": "text/event-stream" });
    const write = (name, document) => response.write(`event: ${name}\ndata: ${JSON.stringify(document)}\n\n`);
    write("page", kind ? script(kind) : { ...script("blocked"), selected: null });
    const timer = setInterval(() => kind && write("tick", tick(kind, ++now)), 1000);
    streams.add(response);
    request.on("close", () => {
      clearInterval(timer);
      streams.delete(response);
    });
  });
  const listen = (wanted) => new Promise((resolve, reject) => server.once("error", reject).listen(wanted, "127.0.0.1", () => resolve((port = server.address().port))));
  return {
    requests,
    targets,
    start: () => listen(0),
    /** Ends all streams and refuses new ones: a server that is down, and comes back. */
    cut: () => {
      refuse = true;
      for (const stream of streams) stream.destroy();
    },
    heal: () => (refuse = false),
    address: (rest = `/#token=${TOKEN}`) => `http://127.0.0.1:${port}${rest}`,
    stop: () => {
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
