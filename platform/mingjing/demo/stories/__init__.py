"""Stories and decoys, planted exactly over the background. Each says for which hall and months it speaks alone."""
