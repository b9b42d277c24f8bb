import { useState } from "preact/hooks";

/** What is shown to who has no token, or a wrong one. */
export function Door({ enter, wasGiven }: { enter: (token: string) => void; wasGiven: boolean }) {
  const [text, setText] = useState("");
  return (
    <section class="door" aria-labelledby="door-title">
      <h1 id="door-title">{wasGiven ? "This token is not the right one" : "This page needs a token"}</h1>
      <p>
        <code>unjam serve</code> says when it starts where its token is, or prints an address that ends in <code>#token=…</code>: open that, or paste
        the token here. It stays in this tab.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) enter(text.trim().replace(/^.*#token=/, ""));
        }}
      >
        <label for="token">Token</label>
        <input id="token" type="password" autocomplete="off" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit">Open</button>
      </form>
    </section>
  );
}
