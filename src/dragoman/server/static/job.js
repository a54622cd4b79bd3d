// Follows a reading and shows the page anew when it is over; without scripts the page loads itself again.
"use strict";
const job = document.getElementById("job");

async function follow() {
  try {
    const reply = await fetch(`/api/v1/jobs/${encodeURIComponent(job.dataset.job)}`);
    if (!reply.ok) return;
    const body = await reply.json();
    for (const place of job.querySelectorAll("[data-field]")) place.textContent = String(body[place.dataset.field]);
    if (!["waiting", "reading"].includes(body.state)) {
      location.reload();
      return;
    }
  } catch {
    // The server may be busy or gone for a moment: the next turn asks again.
  }
  setTimeout(follow, 1000);
}

if (job && ["waiting", "reading"].includes(job.dataset.state)) setTimeout(follow, 500);
