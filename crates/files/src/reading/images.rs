//! Images: painted anew, so that only what can be seen is kept.

use std::io::Cursor;

use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::{
    AnimationDecoder as _, DynamicImage, Frame, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba,
    RgbaImage,
};

use super::Found;
use crate::kind::Kind;
use crate::limits::{PIXELS, THUMBNAIL};
use crate::refusal::Refusal;

/// How carefully a photograph is painted, of 100.
const QUALITY: u8 = 88;

/// The same for a thumbnail.
const SMALL_QUALITY: u8 = 78;

/// How quickly colours of a moving picture are chosen, from 1 to 30.
const HASTE: i32 = 20;

/// What is stored of an image, and how it looks, small.
pub fn paint_anew(bytes: &[u8], format: ImageFormat) -> Result<Found, Refusal> {
    let (kind, anew, first) = match format {
        ImageFormat::Gif => moving(bytes)?,
        _ => still(bytes, format)?,
    };
    let pixels = Some((first.width(), first.height()));
    let thumbnail = Some(photograph(&small(&first), SMALL_QUALITY)?);
    Ok(Found { kind, text: String::new(), is_read: false, anew: Some(anew), thumbnail, pixels })
}

/// Turned as the camera was held, since that stands in what is left out.
fn still(bytes: &[u8], format: ImageFormat) -> Result<(Kind, Vec<u8>, DynamicImage), Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    check(decoder.dimensions(), 1)?;
    let orientation = decoder.orientation().map_err(|error| refusal(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    image.apply_orientation(orientation);
    if format == ImageFormat::Png || image.color().has_alpha() {
        let image =
            if image.color().has_alpha() { image.into_rgba8().into() } else { DynamicImage::from(image.into_rgb8()) };
        let mut anew = Vec::new();
        image.write_to(&mut Cursor::new(&mut anew), ImageFormat::Png).map_err(|error| refusal(&error))?;
        return Ok((Kind::Png, anew, image));
    }
    let image = DynamicImage::from(image.into_rgb8());
    Ok((Kind::Jpeg, photograph(&image, QUALITY)?, image))
}

fn moving(bytes: &[u8]) -> Result<(Kind, Vec<u8>, DynamicImage), Refusal> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    decoder.set_limits(limits()).map_err(|error| refusal(&error))?;
    let size = decoder.dimensions();
    let mut anew = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut anew, HASTE);
    encoder.set_repeat(Repeat::Infinite).map_err(|error| refusal(&error))?;
    let mut first = None;
    for (count, frame) in (1..).zip(decoder.into_frames()) {
        check(size, count)?;
        let frame: Frame = frame.map_err(|error| refusal(&error))?;
        first.get_or_insert_with(|| DynamicImage::from(frame.buffer().clone()));
        encoder.encode_frame(frame).map_err(|error| refusal(&error))?;
    }
    drop(encoder);
    Ok((Kind::Gif, anew, first.ok_or(Refusal::Broken)?))
}

fn check((width, height): (u32, u32), frames: u64) -> Result<(), Refusal> {
    let pixels = u64::from(width).saturating_mul(u64::from(height)).saturating_mul(frames);
    if pixels <= PIXELS { Ok(()) } else { Err(Refusal::Pixels) }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(PIXELS * 8);
    limits
}

/// On white paper where nothing is painted.
fn small(image: &DynamicImage) -> DynamicImage {
    let image = if image.width().max(image.height()) > THUMBNAIL {
        image.thumbnail(THUMBNAIL, THUMBNAIL)
    } else {
        image.clone()
    };
    if !image.color().has_alpha() {
        return image;
    }
    let mut paper = RgbaImage::from_pixel(image.width(), image.height(), Rgba([255; 4]));
    image::imageops::overlay(&mut paper, &image.into_rgba8(), 0, 0);
    paper.into()
}

fn photograph(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&image.to_rgb8())
        .map_err(|error| refusal(&error))?;
    Ok(bytes)
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::Pixels,
        _ => Refusal::Broken,
    }
}
