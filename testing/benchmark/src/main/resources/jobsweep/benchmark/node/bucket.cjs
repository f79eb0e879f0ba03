"use strict";

// The handler leaves the port out of CloudFormation's URL, since the cloud's is https's own. The bucket on this machine
// has another one.
require("node:https").globalAgent.defaultPort = Number(process.env.BUCKET_PORT);
