// Leads to where the page has moved, and takes along what stands after ? and # in the address.
location.replace(document.currentScript.dataset.to + location.search + location.hash);
