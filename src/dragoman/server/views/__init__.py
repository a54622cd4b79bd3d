"""The pages, one module a family of them; each has a router that `pages` joins."""
