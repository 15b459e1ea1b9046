// @ts-check
// What became of a verb, in words: seen when it failed, spoken when a row moved.

/** Why the last verb failed. @param {{verb: {failure: string}}} props */
export function Failure({ verb }) {
  return (
    verb.failure && (
      <p class="message" role="alert">
        {verb.failure}
      </p>
    )
  );
}

/** What only a screen reader needs to be told. @param {{words: string}} props */
export function Spoken({ words }) {
  return (
    <p class="spoken" role="status">
      {words}
    </p>
  );
}
