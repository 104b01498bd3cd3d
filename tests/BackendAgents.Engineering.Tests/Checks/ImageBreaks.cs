using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;
using static BackendAgents.Engineering.Tests.Checks.RuleExamples;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>The image's build, each time with one thing made worse.</summary>
internal static class ImageBreaks
{
    private const string Pinned = "redis:8@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static IEnumerable<TestCaseData> All()
    {
        yield return Case(
            "OPS001",
            Context(dockerfile: Dockerfile.Replace("aspnet:10.0", "aspnet", StringComparison.Ordinal)),
            "Dockerfile:6"
        );
        yield return Case(
            "OPS002",
            Context(dockerfile: Dockerfile.Replace("aspnet:10.0", "aspnet:latest", StringComparison.Ordinal)),
            "Dockerfile:6"
        );
        yield return Case(
            "OPS003",
            Context(dockerfile: Dockerfile.Replace("USER 1654", "USER root", StringComparison.Ordinal)),
            "Dockerfile:9"
        );
        yield return Case("OPS003", Context(dockerfile: Dockerfile.Replace("USER 1654\n", "", StringComparison.Ordinal)), "Dockerfile:6");
        yield return Case(
            "OPS004",
            Context(dockerfile: Dockerfile.Replace("USER 1654", "USER app", StringComparison.Ordinal)),
            "Dockerfile:9"
        );
        yield return Case("OPS005", Context(dockerfile: Dockerfile + "\nENTRYPOINT dotnet Shop.dll\n"), "Dockerfile:12");
        yield return Case(
            "OPS006",
            Context(dockerfile: Dockerfile.Replace("COPY . .", "ADD . .", StringComparison.Ordinal)),
            "Dockerfile:4"
        );
        yield return Case(
            "OPS007",
            Context(
                dockerfile: Dockerfile
                    .Replace("HEALTHCHECK CMD", "HEALTHCHECK NONE #", StringComparison.Ordinal)
                    .Replace("NONE # [\"dotnet\", \"Shop.dll\", \"--healthcheck\"]", "NONE", StringComparison.Ordinal)
            ),
            "Dockerfile:6"
        );
        yield return Case("OPS008", Context(dockerfile: Dockerfile + "\nENV DB_PASSWORD=hunter2\n"), "Dockerfile:12");
        yield return Case("OPS009", Context(dockerfile: Dockerfile + "\nENTRYPOINT [\"other\"]\n"), "Dockerfile:11");
        yield return Case(
            "OPS010",
            Context(dockerfile: Dockerfile.Replace("WORKDIR /app", "WORKDIR app", StringComparison.Ordinal)),
            "Dockerfile:7"
        );
        yield return Case(
            "OPS011",
            Context(dockerfile: Dockerfile + "\nRUN apt-get update \\\n  && apt-get install -y curl\n"),
            "Dockerfile:12"
        );
        yield return Case(
            "OPS012",
            Context(dockerfile: Dockerfile.Replace("aspnet:10.0", "sdk:10.0", StringComparison.Ordinal)),
            "Dockerfile:6"
        );
        yield return Case(
            "OPS032",
            Context(dockerfile: Dockerfile.Replace("--from=build", "--from=builder", StringComparison.Ordinal)),
            "Dockerfile:8"
        );
        yield return Case(
            "OPS032",
            Context(
                dockerfile: Dockerfile.Replace("FROM mcr.microsoft.com/dotnet/aspnet:10.0", "FROM a:1 AS build", StringComparison.Ordinal)
            ),
            "Dockerfile:6"
        );
        yield return Case("OPS033", Context(dockerfile: Dockerfile + "\nEXPOSE 8080 80/tcp\n"), "Dockerfile:12");
        yield return Case("OPS033", Context(dockerfile: Dockerfile + "\nEXPOSE 70000\n"), "Dockerfile:12");
        yield return Case(
            "OPS034",
            WithBlueprintFile(
                Context(static blueprint =>
                    blueprint with
                    {
                        Capabilities =
                        [
                            new()
                            {
                                Id = "docker",
                                Options = new Dictionary<string, string> { ["digests"] = Pinned },
                            },
                        ],
                    }
                )
            ),
            "backend.yaml#docker"
        );
        yield return Case("OPS013", Context(ignore: "bin\nobj\n.git\n"), ".dockerignore#.env");
    }

    // A delivery has the file that names the digest.
    private static CheckContext WithBlueprintFile(CheckContext context) =>
        new(
            context.Blueprint,
            new ArtifactSet([.. context.Artifacts, new Artifact("backend.yaml", BlueprintYaml.Write(context.Blueprint))])
        );

    private static TestCaseData Case(string rule, CheckContext broken, string location) =>
        new TestCaseData(rule, broken, location).SetArgDisplayNames(rule, location);
}
