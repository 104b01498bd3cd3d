using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Capabilities.Files;

/// <summary>What a delivery with files has beside one without: bodies of bytes, a setting, and volumes.</summary>
public sealed class FilesTests
{
    private static readonly ArtifactSet s_files = Deliver("contentTypes: [image/png, image/webp], maxLength: 1000", "postgresql");

    [Test]
    public void The_document_shows_bytes_and_their_refusals()
    {
        var path = JsonNode.Parse(s_files.Find("openapi.json")!.Content)!["paths"]!["/api/v1/products/{id}/photo"]!;

        Assert.That(path["put"]!["requestBody"]!["content"]!["image/png"]!["schema"]!["format"]!.ToString(), Is.EqualTo("binary"));
        Assert.That(path["put"]!["responses"]!["413"]!.ToJsonString(), Does.Contain("file-too-large"));
        Assert.That(path["put"]!["responses"]!["415"]!.ToJsonString(), Does.Contain("file-type-refused"));
        foreach (var status in new[] { "200", "206" })
            Assert.That(
                path["get"]!["responses"]![status]!["content"]!["image/webp"]!["schema"]!["format"]!.ToString(),
                Is.EqualTo("binary")
            );
        Assert.That(path["get"]!["responses"]!["416"], Is.Not.Null);
    }

    [Test]
    public void Deployments_keep_the_folder()
    {
        var compose = s_files.Find("compose.yaml")!.Content;
        Assert.That(compose, Does.Contain("Files__Folder: /home/app/files").And.Contain("app-data:/home/app"));
        Assert.That(s_files.Find("deploy/kubernetes/base/config.env")!.Content, Does.Contain("\nFiles__Folder=/data/files\n"));
        Assert.That(s_files.Find("deploy/kubernetes/base/volume.yaml")!.Content, Does.Contain("ReadWriteMany"));
        Assert.That(s_files.Find("deploy/kubernetes/base/deployment.yaml")!.Content, Does.Contain("mountPath: /data"));
    }

    [Test]
    public void One_instance_with_its_rows_in_a_file_needs_no_shared_volume() =>
        Assert.That(
            Deliver("contentTypes: [image/png]", "sqlite").Find("deploy/kubernetes/base/volume.yaml")!.Content,
            Does.Contain("ReadWriteOnce")
        );

    [Test]
    public void A_service_without_files_has_nothing_of_it() =>
        Assert.That(Deliver(null, "postgresql").Select(static file => file.Path), Has.None.Contains("/Files/"));

    private static ArtifactSet Deliver(string? file, string database)
    {
        var field = file is null ? "" : $", {{ name: photo, type: file, {file} }}";
        var operations = file is null
            ? ""
            : """
                  - { name: uploadPhoto, entity: Product, kind: upload, access: [{ role: anonymous }] }
                  - { name: getPhoto, entity: Product, kind: download, access: [{ role: anonymous }] }
                """;
        var read = CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: shop, title: Shop }
            entities:
              - name: Product
                fields: [{ name: name, maxLength: 100 }{{field}}]
            operations:
              - { name: listProducts, entity: Product, kind: list, access: [{ role: anonymous }] }
            {{operations}}
            deployment: { database: {{database}} }
            capabilities: { compose: {}, kubernetes: {} }
            """
        );
        Assert.That(read.Problems, Is.Empty);
        return CapabilityCatalog.BuiltIn.Deliver(read.Blueprint!);
    }
}
