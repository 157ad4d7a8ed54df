console.log("source");
