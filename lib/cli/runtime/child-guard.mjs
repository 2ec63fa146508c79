// Loaded first into each child process of the supervisor. When the supervisor is killed without a
// chance to stop its children, the channel to it closes: the child then ends itself, so that no
// process is left to hold the port or the database. A child's own children also load this file, but
// their channel is not ours to touch.
if (process.channel && process.env.PLUMBLINE_SUPERVISOR === String(process.ppid)) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), 5000).unref();
    process.kill(process.pid, "SIGTERM");
  });
  process.channel.unref();
}
