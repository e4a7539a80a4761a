// Redirects to where the page has moved, with the query and fragment of the address.
location.replace(document.currentScript.dataset.to + location.search + location.hash);
