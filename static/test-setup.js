// Loaded before every JavaScript test: IndexedDB in memory, and packages found from tests/static,
// which lies outside the folder that holds node_modules.
import { registerHooks } from "node:module";

const packageFolder = new URL("./package.json", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isPackage = !/^(node:|file:|data:|[./])/.test(specifier);
    return nextResolve(specifier, isPackage ? { ...context, parentURL: packageFolder } : context);
  },
});

await import("fake-indexeddb/auto");
