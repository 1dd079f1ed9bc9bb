// Imported first by every script. It must parse on very old versions of Node, so it imports nothing.
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 20) {
  console.error(
    `Katydid's scripts need Node 20 or newer, this is Node ${process.versions.node}. ` +
      'Install a current one from https://nodejs.org and run the same command again.',
  );
  process.exit(1);
}
