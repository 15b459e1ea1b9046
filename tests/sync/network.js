// Networks that fail: each takes a device and gives what stands for its `fetch`.
/** @typedef {import("./device.js").Device} Device */

const refused = () => new TypeError("network error");

/** The request arrives and is done; its answer never comes. @param {Device} device */
export const withoutAnswer =
  (device, times = Number.POSITIVE_INFINITY) =>
  async (path, init) => {
    const response = await device.request(path, init);
    if (--times < 0) return response;
    await response.arrayBuffer();
    throw refused();
  };

/** The request arrives and is done; neither its answer nor its cookie comes. @param {Device} device */
export const withoutReply = (device) => async (path, init) => {
  const before = new Map(device.cookies);
  await device.request(path, init);
  device.cookies = before;
  throw refused();
};

/** Every request arrives twice at once, and the later answer is the one that is seen. @param {Device} device */
export const twice = (device) => async (path, init) => {
  const [, second] = await Promise.all([device.request(path, init), device.request(path, init)]);
  return second;
};

/** Requests stay on the way; whoever holds `late` may let them arrive later. @param {object[]} late */
export const delayed = (device, late) => async (path, init) => {
  late.push({ device, path, init });
  throw refused();
};

/** The connection breaks in the midst of the answer. @param {Device} device @param {number} bytes */
export const cutAfter = (device, bytes) => async (path, init) => {
  const response = await device.request(path, init);
  const whole = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(whole.slice(0, Math.min(bytes, whole.length - 1)));
      controller.error(refused());
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
};

/** Nothing gets out. */
export const none = async () => {
  throw refused();
};
