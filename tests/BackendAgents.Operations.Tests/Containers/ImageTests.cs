namespace BackendAgents.Operations.Tests.Containers;

/// <summary>
/// The delivered Dockerfile, built by buildah and run: two minutes, so only where the environment variable BACKEND_AGENTS_IMAGES is set.
/// Its base images are made of this machine's SDK, without a shell, since those of the registry can't be had everywhere.
/// </summary>
[Category("Slow")]
internal sealed class ImageTests
{
    private string _store = null!;

    [SetUp]
    public void Prepare()
    {
        if (Environment.GetEnvironmentVariable("BACKEND_AGENTS_IMAGES") is null)
            Assert.Ignore("Set BACKEND_AGENTS_IMAGES to build the image; it needs root and Debian's buildah.");
        _store = Directory.CreateTempSubdirectory("images-").FullName;
    }

    [TearDown]
    public void Delete()
    {
        if (_store is not null)
            Directory.Delete(_store, recursive: true);
    }

    [Test]
    public async Task The_image_is_built_says_what_it_is_and_serves_without_root_and_shell()
    {
        using var delivery = Operated.Write("sqlite");
        await new ImageTrial(delivery, _store).ServesAsync();
    }
}
