using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Fields that are files, and the operations on them: what is taken, and what is refused with a remedy.</summary>
public sealed class FileValidationTests
{
    private const string Photo = "{ name: photo, type: file, contentTypes: [image/png] }";

    [TestCase(Photo, "kind: upload")]
    [TestCase(Photo, "kind: upload, method: POST, path: '/photos/{id}'")]
    [TestCase(Photo, "kind: download, file: photo")]
    [TestCase(Photo, "kind: remove-file")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png, text/csv], maxLength: 1000000000 }", "kind: upload")]
    [TestCase(Photo, "kind: update, guards: [{ when: photo != null, problem: photo-missing }]")]
    [TestCase($"{Photo}, {{ name: scan, type: file, contentTypes: [application/pdf] }}", "kind: upload, file: scan")]
    public void Files_that_are_taken(string field, string operation) => Assert.That(Read(field, operation).Problems, Is.Empty);

    [TestCase("{ name: photo, type: file }", "kind: upload", "without contentTypes")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/svg+xml] }", "kind: upload", "no type of file that a service can tell")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png, image/png] }", "kind: upload", "names a type twice")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png], maxLength: 1000000001 }", "kind: upload", "maxLength of")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png], required: true }", "kind: upload", "can't be required")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png], unique: true }", "kind: upload", "can't be unique")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png], exposure: write-only }", "kind: upload", "don't write it in a body")]
    [TestCase("{ name: photo, type: file, contentTypes: [image/png], exposure: internal }", "kind: download", "which is internal")]
    [TestCase("{ name: photo, maxLength: 9, contentTypes: [image/png] }", "kind: upload", "is no file")]
    [TestCase(Photo, "kind: upload, file: scan", "has no file 'scan'")]
    [TestCase(Photo, "kind: get, file: photo", "works on no file")]
    [TestCase(Photo, "kind: upload, method: GET", "GET")]
    [TestCase(Photo, "kind: update, effects: [{ set: { photo: '\"x\"' } }]", "is a file")]
    [TestCase($"{Photo}, {{ name: scan, type: file, contentTypes: [application/pdf] }}", "kind: upload", "on which file")]
    [TestCase(
        Photo,
        "kind: call, path: '/x', input: [{ name: photo, type: file, contentTypes: [image/png] }]",
        "the input of a call is JSON"
    )]
    public void Files_that_are_refused_with_their_reason(string field, string operation, string reason) =>
        Assert.That(Read(field, operation).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void A_file_is_no_part_of_a_body()
    {
        var blueprint = Read(Photo, "kind: upload").Blueprint!;

        Assert.That(blueprint.Entities[0].Fields[^1].Exposure, Is.EqualTo(FieldExposure.ReadOnly));
        Assert.That(CapabilityCatalog.BuiltIn.Read(BlueprintYaml.Write(blueprint)).Blueprint, Is.Not.Null);
    }

    private static BlueprintReadResult Read(string field, string operation) =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: shop, title: Shop }
            entities:
              - name: Product
                fields: [{ name: name, maxLength: 100 }, {{field}}]
            operations:
              - { name: doIt, entity: Product, {{operation}}, access: [{ role: anonymous }] }
            """
        );
}
