using Unjam.Memory;

namespace Unjam.Python.Attach;

/// <summary>Looks into the file that an image was loaded from, where the image itself does not say enough.</summary>
internal static class ImageFile
{
    /// <summary>Where a section, or else a symbol, of the image's file is in memory; null when no file of the image can be opened or none has it.</summary>
    public static Address? Find(ProcessDirectory directory, PythonImage image, string section, string? symbol = null)
    {
        foreach (var file in TargetFiles.Open(directory, image.Map))
        {
            using var bytes = file;
            try
            {
                var elf = ElfFile.Read(bytes);
                if (elf.IsSourceOf(image.Elf))
                    return (elf.FindSection(section)?.Address ?? (symbol is null ? null : elf.FindSymbol(symbol))) is { } address
                        ? image.Elf.Loaded(address)
                        : null;
            }
            catch (UnreadableException)
            {
                // not the file of the image, or damaged: another way may lead to the right one
                continue;
            }
        }

        return null;
    }
}
