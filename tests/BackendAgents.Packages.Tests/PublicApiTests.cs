using System.Reflection;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Offline;
using PublicApiGenerator;

namespace BackendAgents.Packages.Tests;

/// <summary>What users compile against changes only when somebody means it.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly[] s_assemblies =
    [
        typeof(Blueprint).Assembly,
        typeof(BriefReader).Assembly,
        typeof(BackendBuilder).Assembly,
    ];

    [TestCaseSource(nameof(s_assemblies))]
    public void The_public_surface_is_the_one_on_record(Assembly assembly)
    {
        var surface = assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });

        GeneratedFile.AssertUpToDate(
            $"tests/BackendAgents.Packages.Tests/PublicApi/{assembly.GetName().Name}.txt",
            surface.ReplaceLineEndings("\n").TrimEnd() + "\n"
        );
    }
}
