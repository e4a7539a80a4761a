// A link to a time in a recording starts the page's player at that time.
addEventListener("click", (event) => {
  const link = event.target.closest('a[href*="#t="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const bare = (address) => address.split("#")[0];
  const player = [...document.querySelectorAll(".recording :is(video, audio)")]
    .find((one) => bare(one.src) === bare(link.href));
  if (!player) return;
  event.preventDefault();
  player.src = link.href;
  player.scrollIntoView({ block: "nearest" });
  player.focus({ preventScroll: true });
  player.play().catch(() => {}); // browsers may require a click on the player
});
