"use strict";

// The part of AWS's runtime interface client that it has in C++, on the http module that the rest of it is on. It takes
// cmake, autotools and minutes to build that part, with a curl of its own.

const { Agent, request } = require("node:http");

const RUNTIME = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;
// One request after another: the next event is asked for when the answer to the last one has arrived.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function exchange(method, path, headers, body) {
    return new Promise((resolve, reject) => {
        request(RUNTIME + path, { agent, method, headers }, (response) => {
            let bodyJson = "";
            response
                .setEncoding("utf-8")
                .on("data", (chunk) => (bodyJson += chunk))
                .on("end", () => resolve({ bodyJson, headers: response.headers }));
        })
            .on("error", reject)
            .end(body);
    });
}

function post(path, body, headers) {
    const all = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), ...headers };
    exchange("POST", path, all, body);
}

exports.next = () => exchange("GET", "next", {});

exports.done = (id, response) => post(`${id}/response`, response, {});

exports.error = (id, response, xray) =>
    post(`${id}/error`, response, {
        "Lambda-Runtime-Function-Error-Type": JSON.parse(response).errorType,
        "Lambda-Runtime-Function-XRay-Error-Cause": xray,
    });
