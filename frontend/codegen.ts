import { existsSync } from "node:fs";
import type { CodegenConfig } from "@graphql-codegen/cli";

// The server's committed schema is the contract; the copy beside this file serves only until that file exists.
const schema = existsSync("../api/schema.graphql") ? "../api/schema.graphql" : "schema.contract.graphql";

const config: CodegenConfig = {
  schema,
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**"],
  ignoreNoDocuments: true,
  generates: {
    "./src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        scalars: { Date: "string", DateTime: "string", JSONString: "string", ID: "string" },
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
