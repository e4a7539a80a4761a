// Redirects to the page's new address, with the query and fragment of the old address.
location.replace(document.currentScript.dataset.to + location.search + location.hash);
