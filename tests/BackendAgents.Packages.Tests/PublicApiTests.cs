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
        typeof(VerificationServices).Assembly,
        typeof(AzureOpenAIServices).Assembly,
        typeof(RoutingEmbeddings).Assembly,
    ];

    private const int MostTypes = 110;

    // Every public type is one that a host has to understand and that can't be changed freely any more.
    [Test]
    public void All_packages_together_show_a_host_few_types()
    {
        var types = s_assemblies.SelectMany(static assembly => assembly.GetExportedTypes()).ToList();

        Assert.That(
            types,
            Has.Count.AtMost(MostTypes),
            $"Make internal what no host needs, see tests/BackendAgents.Packages.Tests/PublicApi. There are {types.Count} public types."
        );
    }

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
