using System.Xml.Linq;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>The solution of all projects, and the projects of the gateway and of the tests of the whole.</summary>
internal static class SystemProjectFiles
{
    private static readonly string[] s_tests =
    [
        "Microsoft.AspNetCore.Mvc.Testing",
        "Microsoft.Extensions.TimeProvider.Testing",
        "Microsoft.NET.Test.Sdk",
        "NUnit",
        "NUnit3TestAdapter",
    ];

    private static readonly string[] s_metrics = ["OpenTelemetry.Exporter.Prometheus.AspNetCore", "OpenTelemetry.Extensions.Hosting"];

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        var name = system.Plan.ProjectName;
        yield return ProjectFiles.Xml(
            $"{name}.slnx",
            new XElement("Solution", Projects(system).Select(static path => new XElement("Project", new XAttribute("Path", path))))
        );
        foreach (var file in ProjectFiles.Shared())
            yield return file;
        yield return ProjectFiles.Xml(
            $"src/{name}/{name}.csproj",
            new XElement(
                "Project",
                new XAttribute("Sdk", "Microsoft.NET.Sdk.Web"),
                new XElement("PropertyGroup", new XElement("RootNamespace", name)),
                new XElement(
                    "ItemGroup",
                    ProjectFiles.Package(DeliveredPackages.Of("Microsoft.AspNetCore.Authentication.JwtBearer")),
                    ProjectFiles.Package(DeliveredPackages.Of("Yarp.ReverseProxy")),
                    SystemMonitoring.Applies(system)
                        ? s_metrics.Select(static package => ProjectFiles.Package(DeliveredPackages.Of(package)))
                        : null
                ),
                new XElement("ItemGroup", new XElement("InternalsVisibleTo", new XAttribute("Include", name + ".Tests")))
            )
        );
        yield return ProjectFiles.Xml(
            $"tests/{name}.Tests/{name}.Tests.csproj",
            new XElement(
                "Project",
                new XAttribute("Sdk", "Microsoft.NET.Sdk"),
                new XElement("PropertyGroup", new XElement("IsPackable", "false")),
                new XElement("ItemGroup", s_tests.Select(static package => ProjectFiles.Package(DeliveredPackages.ForTests(package)))),
                new XElement(
                    "ItemGroup",
                    system
                        .Services.Select(static service => $"../../{Tests(service)}")
                        .Prepend($"../../src/{name}/{name}.csproj")
                        .Select(static path => new XElement("ProjectReference", new XAttribute("Include", path)))
                ),
                new XElement("ItemGroup", new XElement("Using", new XAttribute("Include", "NUnit.Framework")))
            )
        );
        yield return ProjectFiles.Settings($"src/{name}");
        yield return ProjectFiles.Launch($"src/{name}", system.Plan.Port);
    }

    private static IEnumerable<string> Projects(SystemDelivery system)
    {
        var name = system.Plan.ProjectName;
        yield return $"src/{name}/{name}.csproj";
        yield return $"tests/{name}.Tests/{name}.Tests.csproj";
        foreach (var service in system.Services)
        {
            yield return $"{service.Share.Folder}src/{service.Plan.ProjectName}/{service.Plan.ProjectName}.csproj";
            yield return Tests(service);
        }
    }

    private static string Tests((ServiceShare Share, ServicePlan Plan) service) =>
        $"{service.Share.Folder}tests/{service.Plan.ProjectName}.Tests/{service.Plan.ProjectName}.Tests.csproj";
}
