// A page that is served loads itself again when the files have changed, and stays where it was.

const kept = history.state;
if (kept?.scale && picture) put(kept);

const source = new EventSource(data.events);
source.addEventListener("reload", () => {
  history.replaceState(place, "");
  location.reload();
});
source.addEventListener("error", () => say("The server has stopped; this is what it showed last."));
source.addEventListener("open", () => say(""));
