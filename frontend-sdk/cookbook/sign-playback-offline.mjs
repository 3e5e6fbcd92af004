// Gives a viewer a token-secured URL without asking the server: node sign-playback-offline.mjs vid_…
import process from "node:process";
import { NotFoundError } from "@sluice/client";
import { importSigningKey, playbackLinks, signPlaybackToken } from "@sluice/client/playback";
import { connect, say } from "./connect.mjs";

const [videoId = ""] = process.argv.slice(2);
const { SLUICE_DELIVERY_URL: deliveryUrl = "http://localhost:8090" } = process.env;
const sluice = connect();

// Once: a key pair, whose private part only you have, and a playback id that nobody can play without a token.
const { id: keyId, privateKey = "" } = await sluice.signingKeys.create({ name: "cookbook" });
const { id: playbackId } = await sluice.playbackIds.create({ videoId, policy: "SIGNED" });

// For each viewing, in your own program, in about a millisecond.
const key = await importSigningKey(privateKey);
const token = await signPlaybackToken({ privateKey: key, keyId, playbackId, expiresIn: 600, viewId: "viewer-7" });
const { hls } = playbackLinks(deliveryUrl, playbackId, token);

const playlist = await fetch(hls);
say(`With the token: ${playlist.status}, ${(await playlist.text()).split("\n")[0]}`);
const refused = await fetch(playbackLinks(deliveryUrl, playbackId).hls);
say(`Without: ${refused.status}`);

await sluice.playbackIds.delete(playbackId);
await sluice.signingKeys.delete(keyId);
try {
  await sluice.signingKeys.get(keyId);
} catch (error) {
  if (!(error instanceof NotFoundError)) {
    throw error;
  }
  say("The key is gone, and with it all tokens signed with it.");
}
