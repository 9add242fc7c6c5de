"""The standards by which libraries, the web's memory and programs ask; thin faces over what there is."""
