using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Databases.MongoDb;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Solution, projects and settings.</summary>
internal static class ProjectFiles
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    public static IEnumerable<Artifact> Emit(ServiceModel model, Delivery delivery)
    {
        var name = model.Namespace;
        yield return Xml(
            $"{name}.slnx",
            new XElement(
                "Solution",
                new XElement("Project", new XAttribute("Path", $"src/{name}/{name}.csproj")),
                new XElement("Project", new XAttribute("Path", $"tests/{name}.Tests/{name}.Tests.csproj"))
            )
        );
        foreach (var file in Shared())
            yield return file;
        yield return Xml($"{model.SourceFolder}/{name}.csproj", Service(model, delivery.Packages));
        yield return Xml($"{model.TestFolder}/{name}.Tests.csproj", Tests(name, delivery.Packages));
        yield return Settings(model.SourceFolder);
        yield return Launch(model.SourceFolder, model.Blueprint.Deployment.Port);
    }

    /// <summary>Folders that a service is compiled with beside its own.</summary>
    public static string[] Beside(Blueprint blueprint) =>
        blueprint.Deployment.Database == MongoDbCapability.Name
            ? [Release.MigrationsFolder, CollectionsEmitter.Folder]
            : [Release.MigrationsFolder];

    /// <summary>What all projects of a solution share.</summary>
    public static IEnumerable<Artifact> Shared()
    {
        yield return Xml(
            "Directory.Build.props",
            new XElement(
                "Project",
                new XElement(
                    "PropertyGroup",
                    new XElement("TargetFramework", "net10.0"),
                    new XElement("Nullable", "enable"),
                    new XElement("ImplicitUsings", "enable"),
                    new XElement("TreatWarningsAsErrors", "true"),
                    new XElement("AnalysisLevel", "latest"),
                    new XElement("InvariantGlobalization", "true"),
                    new XElement("SatelliteResourceLanguages", "en"),
                    new XElement("UseAppHost", "false")
                )
            )
        );

        // Lest a repository that the delivery lies in imposes its own central versions.
        yield return Xml(
            "Directory.Packages.props",
            new XElement("Project", new XElement("PropertyGroup", new XElement("ManagePackageVersionsCentrally", "false")))
        );
        yield return new Artifact(
            ".gitignore",
            "bin/\nobj/\n*.db\n*.db-shm\n*.db-wal\n.env\n.backend-agents/runs/\n.backend-agents/merge/\n"
        );
    }

    /// <summary>Settings of a project.</summary>
    public static Artifact Settings(string folder) =>
        Json(
            folder + "/appsettings.json",
            new JsonObject
            {
                ["Logging"] = new JsonObject
                {
                    ["LogLevel"] = new JsonObject
                    {
                        ["Default"] = "Information",
                        ["Microsoft.AspNetCore"] = "Warning",
                        ["Microsoft.EntityFrameworkCore"] = "Warning",
                    },
                },
                ["AllowedHosts"] = "*",
                ["Cors"] = new JsonObject { ["Origins"] = new JsonArray() },
            }
        );

    /// <summary>How a project is started by hand.</summary>
    public static Artifact Launch(string folder, int port) =>
        Json(
            folder + "/Properties/launchSettings.json",
            new JsonObject
            {
                ["profiles"] = new JsonObject
                {
                    ["http"] = new JsonObject
                    {
                        ["commandName"] = "Project",
                        ["applicationUrl"] = $"http://localhost:{port}",
                        ["environmentVariables"] = new JsonObject { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
                    },
                },
            }
        );

    private static XElement Service(ServiceModel model, IReadOnlyList<Package> packages) =>
        new(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk.Web"),
            new XElement("PropertyGroup", new XElement("RootNamespace", model.Namespace)),
            new XElement("ItemGroup", packages.Where(static package => !package.ForTests).Select(Package)),
            new XElement(
                "ItemGroup",
                new XElement(
                    "Content",
                    new XAttribute("Include", $"../../{Release.MigrationsFolder}**/*.up.sql"),
                    new XAttribute("LinkBase", model.Blueprint.Part is null ? "migrations" : "migrations/" + model.Blueprint.Service.Name),
                    new XAttribute("CopyToOutputDirectory", "PreserveNewest")
                ),
                model.Blueprint.Deployment.Database != MongoDbCapability.Name
                    ? null
                    : new XElement(
                        "Content",
                        new XAttribute("Include", "../../" + CollectionsEmitter.Path),
                        new XAttribute("LinkBase", "mongodb"),
                        new XAttribute("CopyToOutputDirectory", "PreserveNewest")
                    ),
                new XElement("InternalsVisibleTo", new XAttribute("Include", model.Namespace + ".Tests"))
            )
        );

    private static XElement Tests(string name, IReadOnlyList<Package> packages) =>
        new(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", new XElement("IsPackable", "false")),
            new XElement("ItemGroup", packages.Where(static package => package.ForTests).Select(Package)),
            new XElement("ItemGroup", new XElement("ProjectReference", new XAttribute("Include", $"../../src/{name}/{name}.csproj"))),
            new XElement("ItemGroup", new XElement("Using", new XAttribute("Include", "NUnit.Framework")))
        );

    /// <summary>A reference to a package.</summary>
    public static XElement Package(Package package) =>
        new("PackageReference", new XAttribute("Include", package.Name), new XAttribute("Version", package.Version));

    /// <summary>A file of XML.</summary>
    public static Artifact Xml(string path, XElement root) => new(path, root.ToString().ReplaceLineEndings("\n") + "\n");

    private static Artifact Json(string path, JsonObject root) => new(path, root.ToJsonString(s_indented) + "\n");
}
