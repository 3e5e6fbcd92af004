import { base64Bytes, base64Url } from "./base64.js";

/** What a playback token says, and who says it. */
export interface PlaybackTokenClaims {
  /** `privateKey` of a signing key (PKCS #8, PEM), or what {@link importSigningKey} made of it. */
  privateKey: string | CryptoKey;
  /** `id` of the signing key. */
  keyId: string;
  playbackId: string;
  /** Seconds from now for which playlists can be asked for; 3600 unless told. */
  expiresIn?: number;
  /** In place of `expiresIn`. */
  expiresAt?: Date;
  notBefore?: Date;
  /** Names the viewing, e.g. your id of the session; up to 256 characters. */
  viewId?: string;
  /** More claims of your own; Sluice does not read them. */
  claims?: Readonly<Record<string, unknown>>;
}

/** What to hand to players. `thumbnail` takes `?time=` in seconds. */
export interface PlaybackLinks {
  hls: string;
  dash: string;
  poster: string;
  thumbnail: string;
}

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const LONGEST_TOKEN = 4_096;
/** Sluice reads them in its own way, and refuses tokens for an audience. */
const RESERVED = ["sub", "exp", "nbf", "jti", "aud"];

/** Makes a key of its PEM, once for many tokens. */
export async function importSigningKey(pem: string): Promise<CryptoKey> {
  const body = /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(pem)?.[1];
  const bytes = base64Bytes((body ?? "").replace(/\s/g, ""));
  if (bytes === undefined || bytes.length === 0) {
    throw new TypeError("A signing key is PKCS #8 in PEM, as the answer that created it has it.");
  }
  return await crypto.subtle.importKey("pkcs8", bytes, RS256, false, ["sign"]);
}

/** Makes a token for a signed playback id, without asking the server: a JWT (RFC 7519), RS256. */
export async function signPlaybackToken(options: PlaybackTokenClaims): Promise<string> {
  const { privateKey, keyId, playbackId, expiresIn = 3_600, expiresAt, notBefore, viewId, claims = {} } = options;
  const reserved = RESERVED.find((name) => name in claims);
  if (reserved !== undefined) {
    throw new TypeError(`The claim ${reserved} is not one of your own.`);
  }
  const all = {
    ...claims,
    sub: playbackId,
    exp: Math.floor((expiresAt?.getTime() ?? Date.now() + expiresIn * 1_000) / 1_000),
    nbf: notBefore === undefined ? undefined : Math.ceil(notBefore.getTime() / 1_000),
    jti: viewId,
  };
  const key = typeof privateKey === "string" ? await importSigningKey(privateKey) : privateKey;
  const signed = `${part({ alg: "RS256", typ: "JWT", kid: keyId })}.${part(all)}`;
  const signature = await crypto.subtle.sign(RS256, key, new TextEncoder().encode(signed));
  const token = `${signed}.${base64Url(new Uint8Array(signature))}`;
  if (token.length > LONGEST_TOKEN) {
    throw new RangeError(`The token is longer than ${LONGEST_TOKEN} characters.`);
  }
  return token;
}

/** The URLs of a playback id at the segment endpoint, e.g. `https://media.example.com`; a signed one needs a token. */
export function playbackLinks(deliveryUrl: string, playbackId: string, token?: string): PlaybackLinks {
  const middle = token === undefined ? "p" : `t/${token}`;
  const folder = `${deliveryUrl.replace(/\/+$/, "")}/${middle}/${playbackId}`;
  return {
    hls: `${folder}/index.m3u8`,
    dash: `${folder}/manifest.mpd`,
    poster: `${folder}/poster.jpg`,
    thumbnail: `${folder}/thumbnail.jpg`,
  };
}

function part(json: object): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(json)));
}
