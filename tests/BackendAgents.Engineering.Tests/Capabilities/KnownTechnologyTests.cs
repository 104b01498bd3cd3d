using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Capabilities;

/// <summary>A technology's words are its capability's own: the list of what is only noted holds none of them.</summary>
public sealed class KnownTechnologyTests
{
    [Test]
    public void What_a_capability_is_asked_for_by_is_named_by_it_alone()
    {
        var names = KnowledgeFiles.Read<KnowledgeFiles.Technologies>("technologies.yaml");

        Assert.That(names.Requested, Is.Not.Empty);
        Assert.That(
            names.Delivered.Concat(names.Requested).Where(static name => CapabilityCatalog.BuiltIn.AskedForBy(name) is not null),
            Is.Empty
        );
    }
}
