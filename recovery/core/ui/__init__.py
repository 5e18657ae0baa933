"""Components: each a template tag that refuses attributes it does not know, with its template in `templates/components/`.

`templates/components/README.md` lists them with an example each; the gallery page shows them in every state.
"""
