/** The page on which people sign in when they are asked to. */
export function loginHtml(failed: boolean): string {
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in - Stand-in for Grafana</title>
<link rel="icon" href="data:,">
<style>
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#181b1f;color:#ccccdc;font:14px/1.6 sans-serif}
form{display:grid;gap:.75rem;width:min(20rem,90vw)}
h1{font-size:1.5rem;font-weight:400;margin:0}
label{display:grid;gap:.25rem}
input,button{font:inherit;padding:.4rem .6rem;border-radius:4px;border:1px solid #6a6e78;background:#111217;color:inherit}
button{background:#3d71d9;border-color:#3d71d9;color:#fff}
p{margin:0}
</style>
</head>
<body>
<main>
<form method="post" action="/login">
<h1>Stand-in for Grafana</h1>
${failed ? '<p role="alert">Invalid username or password</p>' : ''}
<label>Email or username <input name="user" autocomplete="username" required autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">Log in</button>
<p>admin, editor or viewer; the password is the same word.</p>
</form>
</main>
</body>
</html>
`;
}
