// Passkeys: a form marked `data-passkey` asks the service for a challenge, has the browser add or use a passkey, and is sent with its answer.
// Where the browser knows no passkeys, or there is no script, the form stays out of sight and a sentence says so.

if ('PublicKeyCredential' in window)
  for (const form of document.querySelectorAll('form[data-passkey]'))
    if (form instanceof HTMLFormElement) prepare(form);

/** @param {HTMLFormElement} form */
function prepare(form) {
  form.hidden = false;
  for (const words of document.querySelectorAll('[data-passkey-without]'))
    if (words instanceof HTMLElement) words.hidden = true;
  const fault = form.querySelector('[role="alert"]');
  const answer = form.querySelector('[name="credential"]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (fault !== null) fault.textContent = '';
    void ask(form)
      .then((credential) => {
        if (credential === null || !(answer instanceof HTMLInputElement)) return;
        answer.value = JSON.stringify(credential);
        form.submit();
      })
      .catch(() => {
        if (fault !== null) fault.textContent = form.dataset['fault'] ?? '';
      });
  });
}

/** Null where the page had to be asked for anew. @param {HTMLFormElement} form */
async function ask(form) {
  const response = await fetch(form.dataset['challenge'] ?? '', {
    method: 'POST',
    headers: { accept: 'application/json' },
  });
  // The password has to be given (again) first: the page knows where to.
  if (response.redirected) {
    location.reload();
    return null;
  }
  if (!response.ok) throw new Error(String(response.status));
  if (form.dataset['passkey'] === 'add') return response.json().then(add);
  return response.json().then(use);
}

/** @typedef {{ id: string, transports: AuthenticatorTransport[] }} Known */
/** @typedef {{ id: string, name: string, displayName: string }} User */
/** @typedef {{ challenge: string, rp: PublicKeyCredentialRpEntity, user: User, exclude: Known[], timeout: number }} AddOptions */
/** @typedef {{ challenge: string, rpId: string, allow: Known[], userVerification: UserVerificationRequirement, timeout: number }} UseOptions */

/** @param {AddOptions} options */
async function add({ challenge, rp, user, exclude, timeout }) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp,
      user: { ...user, id: bytes(user.id) },
      pubKeyCredParams: [-7, -257].map((alg) => ({ alg, type: 'public-key' })),
      excludeCredentials: exclude.map(known),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      attestation: 'none',
      timeout,
    },
  });
  if (!(made instanceof PublicKeyCredential)) throw new Error('No passkey was made');
  const response = made.response;
  if (!(response instanceof AuthenticatorAttestationResponse))
    throw new Error('Not an answer to what was asked');
  const publicKey = response.getPublicKey();
  if (publicKey === null) throw new Error('A key of an unknown kind');
  return {
    id: made.id,
    type: made.type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.getAuthenticatorData()),
      publicKey: text(publicKey),
      publicKeyAlgorithm: response.getPublicKeyAlgorithm(),
      transports: response.getTransports(),
    },
  };
}

/** @param {UseOptions} options */
async function use({ challenge, allow, ...options }) {
  const used = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(challenge), allowCredentials: allow.map(known) },
  });
  if (!(used instanceof PublicKeyCredential)) throw new Error('No passkey was used');
  const response = used.response;
  if (!(response instanceof AuthenticatorAssertionResponse))
    throw new Error('Not an answer to what was asked');
  const { userHandle } = response;
  return {
    id: used.id,
    type: used.type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      ...(userHandle === null ? {} : { userHandle: text(userHandle) }),
    },
  };
}

/** @param {Known} passkey @returns {PublicKeyCredentialDescriptor} */
function known({ id, transports }) {
  return { id: bytes(id), type: 'public-key', transports };
}

/** @param {string} encoded base64url */
function bytes(encoded) {
  const plain = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(letters.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
